"""The demo organisation "Gemeente Veldwijk": made up, made with the public verbs, the same at every build."""

from db.demo.building import Member, build
from db.demo.organisation import NAME as ORGANISATION

__all__ = ["ORGANISATION", "Member", "build"]

"""What a browser's websocket message is about. The one place outside the screens that knows Streamlit: its protocol."""

from __future__ import annotations

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg


def first_run() -> bytes:
    """The message with which a browser asks for its first screen."""
    message = BackMsg()
    message.rerun_script.SetInParent()
    return bytes(message.SerializeToString())


def is_user_event(data: bytes) -> bool:
    """Whether a person did something. Heartbeats and screens that refresh themselves are no sign of life."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return False
    kind = message.WhichOneof("type")
    return kind == "file_urls_request" or (kind == "rerun_script" and not message.rerun_script.is_auto_rerun)

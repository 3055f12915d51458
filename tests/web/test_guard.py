"""What reaches Streamlit, from whom, and what every answer says to the browser."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.web.conftest import ORIGIN, Site
from web import addresses, streamlit_files
from web.app import middleware
from web.gates import Gate, gate

GATES = {
    "/": Gate.PAGE,
    "/my-year": Gate.PAGE,
    "/account/password": Gate.PAGE,
    "/files/x": Gate.PAGE,
    "/media/abc.png": Gate.MEMBERS,
    "/component/x/index.html": Gate.MEMBERS,
    "/_stcore/upload_file/a/b": Gate.MEMBERS,
    "/_stcore/bidi-components/x": Gate.MEMBERS,
    "/_stcore/stream": Gate.MEMBERS,
    "/_stcore/health": Gate.OPEN,
    "/_stcore/host-config": Gate.OPEN,
    "/static/js/index.js": Gate.OPEN,
    "/web-static/jaarplan.css": Gate.OPEN,
    "/sign-in": Gate.OPEN,
    "/sign-out": Gate.OPEN,
    "/set-up": Gate.OPEN,
    "/redeem": Gate.OPEN,
    "/language/en": Gate.OPEN,
    "/_stcore/metrics": Gate.NOBODY,
    "/_stcore/agent/openapi.json": Gate.NOBODY,
    "/_stcore/agent/interact": Gate.NOBODY,
    "/_stcore/script-health-check": Gate.NOBODY,
    "/auth/login": Gate.NOBODY,
    "/oauth2callback": Gate.NOBODY,
    "/app/static/x": Gate.NOBODY,
    "/a/b": Gate.NOBODY,
    "/media": Gate.PAGE,
}
ANONYMOUS = {Gate.OPEN: 200, Gate.MEMBERS: 401, Gate.PAGE: 303, Gate.NOBODY: 404}


@pytest.mark.parametrize(("path", "expected"), GATES.items())
def test_each_address_has_its_gate(path: str, expected: Gate) -> None:
    assert gate(path) is expected


@pytest.mark.parametrize(("path", "kind"), [(p, k) for p, k in GATES.items() if k is not Gate.OPEN])
def test_a_stranger_gets_nothing_of_anyone(site: Site, path: str, kind: Gate) -> None:
    assert site.browser().get(path).status_code == ANONYMOUS[kind]


@pytest.mark.parametrize("path", [p for p, kind in GATES.items() if kind is Gate.NOBODY])
def test_metrics_and_machine_interfaces_exist_for_nobody(site: Site, path: str) -> None:
    assert site.signed_in("adam").get(path).status_code == 404


def test_a_signed_in_person_is_named_to_streamlit_by_session(site: Site) -> None:
    browser = site.signed_in()
    token_id = hashlib.sha256(browser.cookies["jaarplan"].encode()).hexdigest()[:32]
    assert browser.get("/media/x").text == token_id


@pytest.mark.parametrize("header", ["x-jaarplan-session", "X-Jaarplan-Session", "x-jaarplan-anything"])
def test_a_header_from_outside_is_not_believed(site: Site, header: str) -> None:
    victim = site.signed_in("helena")
    victim_id = victim.get("/media/x").text
    assert site.browser(**{header: victim_id}).get("/media/x").status_code == 401
    assert site.browser(**{header: victim_id}).get("/_stcore/host-config").text == "nobody"
    mine = site.signed_in()
    mine.headers[header] = victim_id
    assert mine.get("/media/x").text not in {victim_id, "nobody"}


@pytest.mark.parametrize("host", ["evil.example", "localhost:9999", "127.0.0.1.evil.example:8501", ""])
def test_another_host_name_is_not_ours(site: Site, host: str) -> None:
    answer = site.browser(host=host).get("/sign-in")
    assert answer.status_code == 421
    assert "JAARPLAN_URL" in answer.text


def test_a_health_check_may_use_any_name(site: Site) -> None:
    assert site.browser(host="10.0.0.7").get("/_stcore/health").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_change_from_another_site_is_refused(site: Site, method: str) -> None:
    browser = site.signed_in()
    for origin in ("https://evil.example", "null"):
        answer = browser.request(method, "/_stcore/upload_file/a/b", headers={"origin": origin})
        assert answer.status_code == 403


def test_an_upload_needs_a_session(site: Site) -> None:
    assert site.browser().put("/_stcore/upload_file/a/b", content=b"x").status_code == 401
    assert site.signed_in().put("/_stcore/upload_file/a/b", content=b"x").status_code == 200


@pytest.mark.parametrize("path", ["/", "/sign-in", "/media/x", "/a/b", "/web-static/jaarplan.css", "/_stcore/health"])
def test_every_answer_protects_itself(site: Site, path: str) -> None:
    headers = site.signed_in().get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] in {"no-referrer", "same-origin"}
    assert "camera=()" in headers["permissions-policy"]
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in re.sub(r"style-src [^;]*", "", policy)
    assert "http:" not in policy.replace("'", "")
    assert headers["cache-control"] == ("no-cache" if path.startswith("/web-static") else "no-store")
    assert "strict-transport-security" not in headers


def test_streamlits_shell_carries_our_name_and_its_one_inline_script_is_allowed_by_hash(site: Site) -> None:
    answer = site.signed_in().get("/my-year")
    assert '<html lang="nl">' in answer.text
    assert "<title>Jaarplan</title>" in answer.text
    assert "agent" not in answer.text
    [script] = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]


def test_our_own_pages_allow_no_inline_style_or_script_at_all(site: Site) -> None:
    answer = site.browser().get("/sign-in")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*src=)|<style|style=|\son\w+=", answer.text)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", answer.text)


def test_an_error_shows_a_number_and_nothing_else(site: Site) -> None:
    async def broken(_request: Request) -> Response:
        raise ValueError("Anna's secret")

    app = Starlette(routes=[Route("/broken", broken)], middleware=middleware())
    client = TestClient(app, base_url=ORIGIN, raise_server_exceptions=False)
    client.cookies.set("jaarplan", site.signed_in().cookies["jaarplan"])
    answer = client.get("/broken")
    assert answer.status_code == 500
    assert re.search(r"Geef dit nummer door: [0-9a-f]{8}", answer.text)
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_localhost_has_three_names_and_a_real_address_one() -> None:
    assert addresses.origins(ORIGIN) == {ORIGIN, "http://127.0.0.1:8501", "http://[::1]:8501"}
    assert addresses.origins("https://hr.example.nl") == {"https://hr.example.nl"}
    assert addresses.hosts("https://hr.example.nl") == {"hr.example.nl", "hr.example.nl:443"}
    assert addresses.hosts("https://hr.example.nl:8443") == {"hr.example.nl:8443"}


@pytest.mark.parametrize("wanted", ["/my-year", "/my-year?phase=plan", "/", "/hr-people?zoek=de%20Wit"])
def test_a_path_on_this_site_is_a_safe_place_to_go_on_to(wanted: str) -> None:
    assert addresses.safe_next(wanted) == wanted


@pytest.mark.parametrize(
    "wanted", [None, "", "my-year", "//x", "/\\x", "\\x", "https://x", "/x\n", "/\tx", "/sign-in", "/sign-out", "/a\\b"]
)
def test_anything_else_leads_to_the_start_page(wanted: str | None) -> None:
    assert addresses.safe_next(wanted) == "/"


def test_this_version_of_streamlit_has_the_page_shell_that_we_know() -> None:
    assert streamlit_files.script_hashes().count("sha256-") == 1
    assert streamlit_files.font("SourceSansVF-Upright").is_file()


def test_over_https_only_the_public_name_is_accepted(site: Site, use_settings: Callable[..., None]) -> None:
    use_settings(public_url="https://hr.example.nl")
    browser = site.browser()
    assert browser.get("/sign-in").status_code == 200
    assert browser.get("/sign-in", headers={"host": "localhost:8501"}).status_code == 421

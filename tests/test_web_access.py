"""Who gets in, what a browser is told, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from served import Served, copy

from timeline.errors import UsageError
from timeline.settings import Settings
from timeline.store import open_store
from timeline.web import serve
from timeline.web.guard import HEADERS, SMALL, UPLOAD

PAGES = ("/", "/changes", "/documents", "/subscribe", "/document?id=rat.txt")


@pytest.fixture
def public(made_store: Path, tmp_path: Path) -> Served:
    """The same site offered to others."""
    return Served(copy(made_store, tmp_path), local=False, url="https://dates.example")


def login(site: Served, secret: str) -> Any:
    return site.client.post("/login", data={"token": secret})


@pytest.mark.parametrize(
    "path", [*PAGES, "/nothing", "/static/site.js", "/calendar/x/timeline.ics", "/api/version", "/login"]
)
def test_headers_of_every_answer(site: Served, path: str) -> None:
    answer = site.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "server" not in answer.headers


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_script_or_style_of_its_own(site: Served, path: str) -> None:
    html = site.page(path)
    assert set(re.findall(r"<script[^>]*>", html)) == {'<script src="/static/site.js" defer>'}
    assert "</script>" in html
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
    assert not re.findall(r'(?:src|href)="https?://(?!127)', html)


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "", "localhost.evil", "[::1", "10.0.0.1:8000"]
)
def test_a_foreign_name_that_leads_here_is_refused(site: Served, host: str) -> None:
    assert site.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:9", "[::1]:8000"])
def test_names_of_this_machine(site: Served, host: str) -> None:
    assert site.get("/", headers={"host": host}).status_code == 200


def posts(site: Served) -> list[str]:
    app: Any = site.site._pages
    described = app.openapi()["paths"]
    pages = ["/rows/{uid}", "/undo", "/documents", "/subscribe", "/tokens/{number}/revoke", "/logout", "/language"]
    return [*pages, *(path for path, methods in described.items() if "post" in methods)]


def test_no_change_without_proof_that_the_page_asks(site: Served) -> None:
    row = site.row("stadtrat tagt")
    before = site.store.version(), site.store.tokens(), len(site.store.documents())
    site.page()
    fields = {"action": "reject", "seen": str(row.revision), "text": "Am 3. Mai 2027 tagt der Rat.", "label": "x"}
    for path in posts(site):
        where = path.format(uid=row.uid, number=1)
        decisions = {"decisions": [{"uid": row.uid, "action": "reject"}]}
        options: dict[str, Any] = {"json": decisions} if where.startswith("/api") else {"data": fields}
        assert site.client.post(where, **options).status_code == 403, where
        proof = {"proof": site.proof()} | fields
        options = {"json": decisions, "headers": {"x-proof": proof["proof"]}} if "json" in options else {"data": proof}
        for forged in ({"origin": "https://elsewhere.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
            headers = {**options.get("headers", {}), **forged}
            assert site.client.post(where, **{**options, "headers": headers}).status_code == 403, (where, forged)
        other = Served(site.file)
        assert other.client.post(where, **options).status_code == 403, "the proof of another session"
    assert before == (site.store.version(), site.store.tokens(), len(site.store.documents()))


def test_every_change_asks_for_proof(site: Served) -> None:
    """No way to change anything is missing from the list above."""
    from timeline.web import api, doors, library, review, subscribe

    found = {
        route.path
        for module in (api, doors, library, review, subscribe)
        for route in module.router.routes
        if set(route.methods) - {"GET", "HEAD"}
    }
    assert found - {"/login"} == set(posts(site))


def test_outside_this_machine_one_has_to_log_in(public: Served) -> None:
    for path in PAGES:
        answer = public.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert public.get("/api/events").status_code == 401
    assert login(public, "wrong").status_code == 403
    assert login(public, public.store.add_token("feed")).status_code == 403
    secret = public.store.add_token("reviewer", "Ada")
    public.site._access.forget()
    answer = login(public, secret)
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-timeline=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert secret not in cookie
    assert "strict-transport-security" in public.get("/").headers
    row = public.row("stadtrat tagt")
    assert public.decide(row.uid, "accept").status_code == 303
    assert [one.by for one in public.store.decisions(row.uid)] == ["Ada"]
    public.store.revoke_token(public.store.tokens()[-1].number)
    public.site._access.forget()
    assert public.get("/").status_code == 303, "a revoked token ends its sessions"


def test_logging_out_and_tampering(public: Served) -> None:
    login(public, public.store.add_token("reviewer"))
    assert public.get("/").status_code == 200
    assert public.post("/logout").headers["location"] == "/login"
    assert public.get("/").status_code == 303
    for forged in ("0.99999999999.x.y", "1.99999999999.x." + "0" * 64, "...", "a.b.c.d", "\udc80"):
        public.client.cookies.clear()
        headers = {"cookie": b"__Host-timeline=" + forged.encode("utf-8", "surrogatepass")}
        assert public.get("/", headers=headers).status_code == 303, forged


def test_a_proxied_site_is_not_local(made_store: Path, tmp_path: Path) -> None:
    site = Served(copy(made_store, tmp_path), local=True, url="https://dates.example")
    assert site.get("/").status_code == 303
    assert site.get("/", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize(
    ("host", "url"), [("0.0.0.0", ""), ("::", ""), ("192.0.2.1", ""), ("127.0.0.1", "https://d.example")]
)
def test_no_public_address_without_a_reviewers_token(made_store: Path, tmp_path: Path, host: str, url: str) -> None:
    store = open_store(str(copy(made_store, tmp_path)))
    store.add_token("feed")
    store.add_token("reviewer")
    store.revoke_token(2)
    with pytest.raises(UsageError, match="token create --kind reviewer"):
        serve(store, Settings(), host, 0, url, print, verbose=False)


@pytest.mark.parametrize("url", ["dates.example", "ftp://dates.example", "https://", "https://dates.example/path"])
def test_an_address_that_is_none(made_store: Path, url: str) -> None:
    with pytest.raises(UsageError, match="--url"):
        serve(open_store(str(made_store)), Settings(), "127.0.0.1", 0, url, print, verbose=False)


def test_too_much_is_refused(site: Served) -> None:
    proof = site.proof()
    answer = site.client.post("/undo", data={"proof": proof, "back": "x" * SMALL})
    assert answer.status_code == 413

    def endless() -> Any:
        for _ in range(UPLOAD // 1_000_000 + 2):
            yield b"x" * 1_000_000

    kind = {"content-type": "multipart/form-data; boundary=b"}
    assert site.client.post("/documents", content=endless(), headers=kind).status_code in {400, 413}
    assert site.client.post("/documents", headers={**kind, "content-length": str(UPLOAD + 1)}).status_code == 413


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fapp.py", "/static//etc/passwd"]
)
def test_no_file_outside(site: Served, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code in {404, 405}
    assert "import" not in answer.text


def test_tokens_on_the_command_line(run: Run, made_store: Path, tmp_path: Path) -> None:
    file = copy(made_store, tmp_path)
    made = run("token", "create", "--store", file, "--label", "Team")
    assert made.returncode == 0
    secret = made.stdout.strip()
    assert len(secret) >= 32
    listed = run("token", "list", "--store", file).stdout
    assert "Team" in listed
    assert secret not in listed
    site = Served(file)
    assert site.feed(secret).status_code == 200
    assert run("token", "revoke", "1", "--store", file).returncode == 0
    site.site._access.forget()
    assert site.feed(secret).status_code == 404
    again = run("token", "revoke", "1", "--store", file)
    assert (again.returncode, "revoked already" in again.stderr) == (2, True)
    assert run("token", "create", "--store", file, "--kind", "king").returncode == 2
    missing = run("serve", "--store", tmp_path / "none.db")
    assert (missing.returncode, "there is no such file" in missing.stderr) == (2, True)

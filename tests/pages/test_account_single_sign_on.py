"""Signing in by another house, against a real one on this machine that speaks OpenID Connect."""

import base64
import hashlib
import json
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from tests.pages.conftest import NOON
from zhitong.portal.accounts.models import Person

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
NOW = int(datetime.fromisoformat(NOON).timestamp())


class House(BaseHTTPRequestHandler):
    """One person, whoever asks; a code holds once and only with the verifier it was asked with."""

    codes: dict = {}
    says = {"sub": "u-1", "name": "示例经营者", "email": "other@example.com"}

    def do_GET(self):
        asked = urlsplit(self.path)
        at = f"http://127.0.0.1:{self.server.server_port}"
        if asked.path.endswith("openid-configuration"):
            names = ("authorize", "token", "userinfo", "keys")
            authorize, token, userinfo, keys = (f"{at}/{name}" for name in names)
            self.answer(
                {
                    "issuer": at,
                    "authorization_endpoint": authorize,
                    "token_endpoint": token,
                    "userinfo_endpoint": userinfo,
                    "jwks_uri": keys,
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif asked.path == "/authorize":
            given = {name: values[0] for name, values in parse_qs(asked.query).items()}
            code = f"code-{len(self.codes)}"
            self.codes[code] = given
            back = urlencode({"code": code, "state": given["state"]})
            self.send_response(302)
            self.send_header("Location", f"{given['redirect_uri']}?{back}")
            self.end_headers()
        elif asked.path == "/userinfo":
            self.answer(self.says)
        else:
            self.send_error(404)

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        given = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        asked = self.codes.pop(given["code"], None)
        proof = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        right = asked and base64.urlsafe_b64encode(proof).decode().rstrip("=") == asked["code_challenge"]
        if not right or given.get("client_secret") != "secret-of-the-test":
            self.send_error(400)
            return
        at = f"http://127.0.0.1:{self.server.server_port}"
        claims = self.says | {"iss": at, "aud": asked["client_id"], "iat": NOW, "exp": NOW + 300}
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        self.answer({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def answer(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def house(world, db, settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), House)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.OIDC_ISSUER = f"http://127.0.0.1:{server.server_port}"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "unified",
                    "name": "统一身份认证",
                    "client_id": "zhitong",
                    "secret": "secret-of-the-test",
                    "settings": {"server_url": settings.OIDC_ISSUER},
                }
            ],
        }
    }
    yield settings.OIDC_ISSUER
    server.shutdown()
    server.server_close()
    thread.join()


def there_and_back(client, address):
    """What a browser does: leaves with the form, comes back with a code."""
    leaving = client.post("/sign-in/unified", {"process": "login", "next": "/account"})
    assert leaving.status_code == 302
    assert leaving.url.startswith(f"{address}/authorize?")
    given = {name: values[0] for name, values in parse_qs(urlsplit(leaving.url).query).items()}
    code = f"code-{len(House.codes)}"
    House.codes[code] = given
    return {"code": code, "state": given["state"]}


def test_whoever_the_other_house_knows_has_an_account_without_a_role(house):
    client = Client(HTTP_HOST="localhost")
    answer = client.get("/sign-in/unified/back", there_and_back(client, house))
    person = Person.objects.get(socialaccount__uid="u-1")

    assert (answer.status_code, answer.url) == (302, "/account")
    assert (person.display_name, person.has_usable_password()) == ("示例经营者", False)
    assert person.memberships.count() == 0
    assert "示例经营者" in client.get("/account").content.decode()
    assert client.get("/desk").url == "/statement"


def test_the_same_person_comes_again_to_the_same_account(house):
    for _ in range(2):
        client = Client(HTTP_HOST="localhost")
        client.get("/sign-in/unified/back", there_and_back(client, house))

    assert Person.objects.filter(socialaccount__uid="u-1").count() == 1


def test_an_answer_nobody_asked_for_is_refused(house):
    known = Client(HTTP_HOST="localhost")
    given = there_and_back(known, house)
    stranger = Client(HTTP_HOST="localhost")
    answer = stranger.get("/sign-in/unified/back", given)

    assert answer.status_code in (200, 401, 403)
    assert "_auth_user_id" not in stranger.session
    assert not Person.objects.filter(socialaccount__uid="u-1").exists()


def test_a_mail_known_here_does_not_open_the_account_that_has_it(house):
    known = Person.objects.get(username="dianzhu")
    known.emailaddress_set.create(email="other@example.com", verified=True, primary=True)
    client = Client(HTTP_HOST="localhost")
    client.get("/sign-in/unified/back", there_and_back(client, house))

    assert client.session.get("_auth_user_id") != str(known.pk)
    assert not known.socialaccount_set.exists()


def test_the_door_is_shown_only_where_there_is_a_house(house, settings):
    assert "用统一身份认证登录" in Client(HTTP_HOST="localhost").get("/sign-in").content.decode()
    settings.OIDC_ISSUER = ""
    assert "用统一身份认证登录" not in Client(HTTP_HOST="localhost").get("/sign-in").content.decode()

"""The API's description: complete, right, and readable without the internet."""

import re
from typing import Any

import httpx
import pytest
from drawn_pages import draw, encode
from running import read

from digit_service.schemas import Problem, ReadAnswer


@pytest.fixture
def described(client: httpx.Client) -> dict[str, Any]:
    """The description."""
    description: dict[str, Any] = client.get("/openapi.json").json()
    return description


def test_the_documentation_needs_no_other_server(client: httpx.Client) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assert not re.search(r"""(?:src|href|url)\s*[=:]\s*['"](?:https?:)?//""", page.text)
    for path in re.findall(r"""(?:src|href)="([^"]+)""", page.text):
        assert client.get(path).status_code == 200


def test_describes_the_routes(described: dict[str, Any]) -> None:
    assert set(described["paths"]) == {
        "/api/v1/read",
        "/api/v1/read/batch",
        "/api/v1/models",
        "/api/v1/feedback",
        "/api/v1/feedback/{id}",
        "/predict",
        "/digit-classifier-api",
        "/healthz",
        "/readyz",
    }


def test_describes_the_fields_with_their_limits(described: dict[str, Any]) -> None:
    body = described["paths"]["/api/v1/read"]["post"]["requestBody"]["content"]
    (name,) = (form["schema"]["$ref"].rpartition("/")[2] for form in body.values())
    fields = described["components"]["schemas"][name]["properties"]
    assert fields["mode"]["enum"] == ["single", "multi"]
    assert (fields["alternatives"]["minimum"], fields["alternatives"]["maximum"]) == (0, 9)
    assert all("description" in field for field in fields.values())


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    names = set(re.findall(r"#/components/schemas/(\w+)", str(described)))
    assert names == set(described["components"]["schemas"])


def test_describes_every_error_as_a_problem(described: dict[str, Any]) -> None:
    answers = described["paths"]["/api/v1/read"]["post"]["responses"]
    assert answers.keys() == {"200", "400", "413", "415", "408", "422", "429", "500", "503"}
    for status in answers.keys() - {"200"}:
        (media_type,) = answers[status]["content"]
        assert media_type == "application/problem+json"
        for example in answers[status]["content"][media_type]["examples"].values():
            assert Problem.model_validate(example["value"]).status == int(status)


def test_the_examples_are_such_answers(described: dict[str, Any], client: httpx.Client) -> None:
    (example,) = described["components"]["schemas"]["ReadAnswer"]["examples"]
    assert ReadAnswer.model_validate(example).model_dump(mode="json") == example
    answer = read(client, encode(draw("407"))).json()
    assert answer.keys() == example.keys()
    assert answer["characters"][0].keys() == example["characters"][0].keys()

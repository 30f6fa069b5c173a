"""The files that deploy say what those who read them understand."""

import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import Any

import kubernetes_validate
import pytest
import yaml

from digit_service.settings import Settings

TOP = Path(__file__).parents[2]
SCHEMAS = Path(__file__).parent / "schemas"
KUBERNETES = TOP / "docker" / "kubernetes"
# What a container may not have, in the words of Kubernetes and of Compose.
HARDENED = {
    "allowPrivilegeEscalation": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
}


def documents(path: Path) -> list[Any]:
    """The documents of a YAML file."""
    return list(yaml.safe_load_all(path.read_text("utf-8")))


COMPOSE: dict[str, Any] = documents(TOP / "docker-compose.yml")[0]
RESOURCES = [
    document
    for name in documents(KUBERNETES / "kustomization.yaml")[0]["resources"]
    for document in documents(KUBERNETES / name)
]


def named(resource: dict[str, Any]) -> str:
    """What a resource is called."""
    return f"{resource['kind']} {resource['metadata']['name']}"


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        (["--builtin-schema", "vendor.compose-spec"], "docker-compose.yml"),
        (["--schemafile", str(SCHEMAS / "render.json")], "render.yaml"),
        (["--schemafile", str(SCHEMAS / "heroku-app.json")], "app.json"),
    ],
)
def test_a_file_keeps_to_its_schema(schema: list[str], file: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", *schema, str(TOP / file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("resource", RESOURCES, ids=named)
def test_kubernetes_knows_each_field(resource: dict[str, Any]) -> None:
    kubernetes_validate.validate(resource, "1.37", strict=True)


@pytest.mark.skipif(not which("kubectl"), reason="kubectl is not installed")
def test_kustomize_puts_the_base_together() -> None:
    command = ["kubectl", "kustomize", str(KUBERNETES)]
    built = subprocess.run(command, capture_output=True, text=True, check=True)
    resources = list(yaml.safe_load_all(built.stdout))
    # And a map for each of the generated settings.
    assert len(resources) == len(RESOURCES) + 2
    for resource in resources:
        kubernetes_validate.validate(resource, "1.37", strict=True)


@pytest.mark.parametrize(
    "resource", [each for each in RESOURCES if each["kind"] in ("Deployment", "Job")], ids=named
)
def test_no_pod_may_more_than_it_needs(resource: dict[str, Any]) -> None:
    pod = resource["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in pod["containers"]:
        assert container["securityContext"] == HARDENED
        assert "memory" in container["resources"]["limits"]


def test_each_service_of_compose_is_watched_and_limited() -> None:
    for name, service in COMPOSE["services"].items():
        assert "memory" in service["deploy"]["resources"]["limits"], name
        assert "restart" in service, name
        if name != "migrate":
            assert "test" in service["healthcheck"], name


def test_the_example_of_settings_names_each_that_compose_and_the_service_know() -> None:
    text = (TOP / "docker-compose.yml").read_text("utf-8")
    asked = {part.partition(":-")[0] for part in text.split("${")[1:]}
    lines = (TOP / ".env.example").read_text("utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert asked <= told.keys()
    fields = set(Settings.model_fields)
    service = {name.lower(): value for name, value in told.items() if name.lower() in fields}
    assert fields - service.keys() == {"host", "port", "page_dir", "trusted_proxies"}
    Settings.model_validate(service)


@pytest.mark.parametrize("name", ["all-in-one", "backend", "train", "web"])
def test_a_dockerfile_has_no_known_fault(name: str) -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    if not hadolint.exists():
        pytest.skip("hadolint has no package for this system")
    command = [str(hadolint), "--no-color", str(TOP / "docker" / f"{name}.Dockerfile")]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_the_service_is_the_same_alone_and_with_the_page() -> None:
    alone, with_page = (
        (TOP / "docker" / f"{name}.Dockerfile").read_text("utf-8").splitlines()
        for name in ("backend", "all-in-one")
    )
    assert [line for line in alone if line not in with_page and not line.startswith("#")] == [
        "    HOST=0.0.0.0 PORT=8000"
    ]

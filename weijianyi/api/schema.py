"""The OpenAPI document: what the code says, with refusals as problem+json."""

from functools import cache

from weijianyi.api.listed import api

PREFIX = "/api/v1/"
PROBLEM = "application/problem+json"


@cache
def schema():
    """Plain dicts, the same in every process."""
    found = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for path in found["paths"].values():
        for operation in path.values():
            for code, answer in operation["responses"].items():
                if int(code) >= 400 and "content" in answer:
                    answer["content"] = {PROBLEM: answer["content"]["application/json"]}
    return found


def rows():
    """[{method, path, says, writes}] for the page that explains the interface."""
    return [
        {
            "method": method.upper(), "path": path, "says": operation["summary"],
            "writes": method == "post",
        }
        for path, operations in schema()["paths"].items()
        for method, operation in operations.items()
    ]  # fmt: skip

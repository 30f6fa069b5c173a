"""The documentation: Swagger UI over the API's description, from this service alone."""

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse

from digit_service.security import CONTENT_SECURITY_POLICY, docs_policy

# Where FastAPIOffline serves the files of Swagger UI.
_FILES = "/static-offline-docs"


def add_docs(app: FastAPI) -> None:
    """Serve the documentation of `app`, which FastAPIOffline made, at /docs.

    FastAPIOffline has such a page too, but no policy for the script in it.
    """

    @app.get("/docs", include_in_schema=False)
    async def docs(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "")
        page = get_swagger_ui_html(
            openapi_url=f"{root}{app.openapi_url}",
            title=f"{app.title} - Swagger UI",
            swagger_js_url=f"{root}{_FILES}/swagger-ui-bundle.js",
            swagger_css_url=f"{root}{_FILES}/swagger-ui.css",
            swagger_favicon_url=f"{root}{_FILES}/favicon.png",
            swagger_ui_parameters=app.swagger_ui_parameters,
        )
        page.headers[CONTENT_SECURITY_POLICY] = docs_policy(bytes(page.body).decode())
        return page

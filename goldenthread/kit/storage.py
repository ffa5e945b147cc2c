"""Static files for production: compressed, named by their content, and scripts that import scripts follow the new names."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class KitStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Rewrites addresses in style sheets and in module ``import`` lines to the hashed file names."""

    support_js_module_import_aggregation = True

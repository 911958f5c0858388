import os
import shutil

import pytest


@pytest.fixture(scope="session")
def program():
    """The program whose words are the measure: that of DASHIJI, else the one that was installed with the module."""
    found = os.environ.get("DASHIJI") or shutil.which("dashiji")
    if not found:
        pytest.skip("no program dashiji beside the module (DASHIJI=PATH)")
    return found

"""One module a tab, which registers it with `codev.explorer.state.view.View`; importing this package registers all of them."""

import importlib
import pkgutil

for _module in sorted(each.name for each in pkgutil.iter_modules(__path__)):
    importlib.import_module(f"{__name__}.{_module}")

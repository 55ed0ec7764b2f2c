"""The check: small registered rules on one work, on the vocabulary and on the whole, and how their findings are shown.

`codev.check.run.check` runs them all.  A rule yields `codev.store.findings.Problem`s; adding one is adding a function to
the module of its subject (recipe in CONTRIBUTING).
"""

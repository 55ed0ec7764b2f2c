"""Bounds on everything that comes from outside, one module a kind of input; the reason for each stands below it.

The name of each ends with its unit.  What bounds how something looks, or one algorithm, stands beside its own code.  The site's
page of limits and the test that each is held are made from these modules: a new limit needs a case in ``tests/test_limits.py``.
"""

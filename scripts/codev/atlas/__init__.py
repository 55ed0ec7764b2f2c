"""The loaded knowledge base: `Atlas`, its taxonomy tree and the names of artifacts."""

from codev.atlas.atlas import Atlas, Index
from codev.atlas.names import ArtifactNames, NameBook
from codev.atlas.tree import NodeTree

__all__ = ["ArtifactNames", "Atlas", "Index", "NameBook", "NodeTree"]

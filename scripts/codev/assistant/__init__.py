"""The knowledge base for AI assistants, by the Model Context Protocol: tools, resources and prompts, all of them read-only.

The tools of questions derive from `codev.query.QUESTIONS`, so that a question which is added later is a tool by itself.  Only
`codev.assistant.server` knows the protocol; everything else is plain functions from arguments to data.
"""

"""The report on the Integrationskonzept as a document: numbers that say where they come from.

A document is plain JSON, made by `documents.build` and never changed once it is sealed. It holds
facts (frozen values with definition and source), numbers (what is printed, and by which formula
from which facts) and sections of blocks whose texts point to numbers. The screen, the PDF, the
DOCX and the ODT are made of it, and `verifying` computes every number again from its facts.
"""

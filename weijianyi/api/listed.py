"""Every operation of the interface, in the order in which its description names them."""

from weijianyi.api import attachments, contacts, extensions, figures, operations

api = operations.api
MODULES = (operations, extensions, attachments, contacts, figures)

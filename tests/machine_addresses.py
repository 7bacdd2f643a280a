"""Addresses of the third class: a machine comes with its key or signature, never with a session; 401 without."""

MACHINE = {
    "api-states", "api-items", "api-item", "api-assignments", "api-assignment", "api-replies", "api-openapi",
    "api-figures", "api-contacts", "api-contact-files", "api-contact-file", "api-contact-attach",
    "api-item-files", "api-item-file", "api-files", "api-file", "api-attach", "api-extensions", "api-extension",
    "api-sign", "api-contact", "api-return", "api-reply", "api-reply-sign", "hotline-inbound",
}  # fmt: skip

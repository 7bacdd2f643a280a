"""What the header needs of the inbox: the number of unread messages, in one cheap statement."""


def unread_count(user):
    return 0

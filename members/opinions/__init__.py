"""群众意见: from the public page to the answer and the deletion of the contact."""

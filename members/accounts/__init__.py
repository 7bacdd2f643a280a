"""What an account is secured by: passwords, codes, the second factor, devices, identities elsewhere."""

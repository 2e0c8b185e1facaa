"""Passwords of the tower's own services, none of which the host has to know."""


def password(tower, service):
    """One a service, made from the tower's one database secret."""
    return tower.database_password(f"service-{service}")

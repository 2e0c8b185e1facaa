"""The users of this machine's MariaDB: k_one_box's, and on the tower those of Central Neutron and of Tricircle."""

from k_one_box import database
from k_one_box.shell import run

TOWER_SCHEMAS = {"neutron": "neutron_central", "tricircle": "tricircle"}


def apply(machine):
    """Gives each service its user, password and schemas."""
    run("mariadb", text="\n".join(statements(machine)))


def statements(machine):
    """The SQL of it; every statement can run again."""
    return database.statements(machine) + (tower_statements(machine) if machine.role == "tower" else [])


def tower_statements(tower):
    """One user a service, for its own schema."""
    sql = []
    for service, schema in TOWER_SCHEMAS.items():
        user = f"'{service}'@'127.0.0.1'"
        sql.append(f"CREATE USER IF NOT EXISTS {user};")
        sql.append(f"ALTER USER {user} IDENTIFIED BY '{tower.database_password(service)}';")
        sql.append(f"GRANT ALL ON `{schema}`.* TO {user};")
    return sql

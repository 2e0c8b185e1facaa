"""The users of this machine's MariaDB. The schemas themselves come with the golden root."""

from k_one_box.shell import run

SCHEMAS = {
    "site": {
        "nova": ("nova", "nova_api", "nova_cell0"),
        "neutron": ("neutron",),
        "glance": ("glance",),
        "placement": ("placement",),
    },
    "tower": {"keystone": ("keystone",)},
}


def apply(machine):
    """Gives each service its user, password and schemas."""
    run("mariadb", text="\n".join(statements(machine)))


def statements(machine):
    """The SQL of it; every statement can run again."""
    users = [statement for part in machine.parts for statement in user_statements(part)]
    return users + ([host_mapping(machine["name"])] if machine.role == "site" else [])


def user_statements(machine):
    """One user a service, with its password, for its own schemas."""
    sql = []
    for service, schemas in SCHEMAS[machine.role].items():
        user = f"'{service}'@'127.0.0.1'"
        sql.append(f"CREATE USER IF NOT EXISTS {user};")
        sql.append(f"ALTER USER {user} IDENTIFIED BY '{machine.database_password(service)}';")
        sql += [f"GRANT ALL ON `{schema}`.* TO {user};" for schema in schemas]
    return sql


def host_mapping(host):
    """Maps the machine's only hypervisor to its cell before it comes up, which saves nova's own discovery at start."""
    return (
        "INSERT IGNORE INTO nova_api.host_mappings (created_at, cell_id, host) "
        f"SELECT NOW(), id, '{host}' FROM nova_api.cell_mappings WHERE name = 'cell1';"
    )

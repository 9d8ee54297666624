"""Cleaning of names and addresses."""

from ibis import _, ifelse
import ibis.expr.types as ir


def clean_email(email: ir.StringColumn) -> ir.StringColumn:
    return email.strip().lower()


def domain_of(people: ir.Table) -> ir.Table:
    return people.mutate(domain=people.email.split("@")[1])


def search(people: ir.Table, text: str) -> ir.Table:
    return people.filter(_.name.lower().contains(text.lower()))


def initials(people: ir.Table) -> ir.Table:
    return people.select("person_id", initials=_.name.substr(0, 1).upper())


def greeting(people: ir.Table, formal: bool = False) -> ir.Table:
    if formal:
        return people.mutate(greeting="Dear " + people.name)
    return people.mutate(greeting="Hi " + people.name)


def adults(people: ir.Table) -> ir.Table:
    return people.mutate(group=ifelse(people.age >= 18, "adult", "child"))

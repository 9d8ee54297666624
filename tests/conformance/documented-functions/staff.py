"""Questions about the staff of a company."""

import ibis
from ibis import _


def active_staff(employees):
    return employees.filter(employees.active)


def by_title(employees, titles: list[str]):
    return employees.filter(employees.title.isin(titles)).select("name", "title")


def salary_band(employees):
    band = ibis.cases(
        (_.salary >= 90_000, "high"),
        (_.salary >= 50_000, "middle"),
        else_="low",
    )
    return employees.mutate(band=band)


def average_salary(employees):
    return employees.salary.mean()


def share_of_department(employees):
    total = employees.salary.sum().over(group_by="department_id")
    return employees.select("id", "name", share=employees.salary / total)


def hired_since(employees, year: int = 2020):
    return employees.filter(employees.hired.year() >= year)


def managers(employees):
    boss = employees.view()
    return (
        employees.join(boss, employees.manager_id == boss.id)
        .select(name=boss.name)
        .distinct()
        .order_by("name")
    )

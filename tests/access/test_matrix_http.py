"""One cell of each kind of the rights matrix, asked over HTTP."""

import pytest


PEOPLE = {
    "visitor": None,
    "member": "Case Manager",
    "own": "Actor Editor, own",
    "foreign": "Actor Editor, foreign",
    "town": "Municipality Editor, own",
    "office": "Coordination",
}


@pytest.mark.parametrize(
    "name,may_view",
    [
        ("draft-offer", "own town office"),
        ("pending-offer", "own town office"),
        ("published-actor-offer", "visitor member own foreign town office"),
        ("archived-offer", "own town office"),
        ("draft-actor-offer", "own town office"),
        ("internal-network", "member own foreign town office"),
    ],
)
def test_view(served_world, session, name, may_view):
    seen = {
        person: session(user).get(f"/{served_world.path(name)}").status_code
        for person, user in PEOPLE.items()
    }
    expected = {person: 200 if person in may_view.split() else 401 for person in PEOPLE}
    assert seen == expected


@pytest.mark.parametrize(
    "name,may_edit",
    [
        ("draft-offer", "own town office"),
        ("pending-offer", "office"),
        ("published-actor-offer", "office"),
        ("archived-offer", "office"),
    ],
)
def test_edit(served_world, session, name, may_edit):
    done = {
        person: session(user)
        .patch(f"/{served_world.path(name)}", json={"description": "Geändert"})
        .status_code
        for person, user in PEOPLE.items()
    }
    expected = {person: 204 if person in may_edit.split() else 401 for person in PEOPLE}
    assert done == expected


@pytest.mark.parametrize(
    "field,value",
    [
        ("trusted", True),
        ("responsibilities", []),
        ("sections", ["§ 9"]),
        ("verified_on", "2020-01-01"),
        ("external_id", "actor:other"),
    ],
)
def test_protected_fields(served_world, session, field, value):
    path = served_world.path("draft-actor")
    before = session("Coordination").get(f"/{path}").json().get(field)
    session("Actor Editor, own").patch(f"/{path}", json={field: value})
    assert session("Coordination").get(f"/{path}").json().get(field) == before


def test_delete(served_world, session):
    for user in (None, "Case Manager", "Actor Editor, foreign", "Actor Editor, own"):
        assert session(user).delete(f"/{served_world.path('pending-offer')}").status_code == 401
    assert (
        session("Actor Editor, own").delete(f"/{served_world.path('draft-offer')}").status_code
        == 204
    )


def test_add(served_world, session):
    offer = {
        "@type": "Offer",
        "title": "Neu",
        "coverage": "listed",
        "municipalities": ["heimstadt"],
    }
    answers = {
        person: session(user)
        .post(f"/{served_world.path('published-actor')}", json=offer)
        .status_code
        for person, user in PEOPLE.items()
    }
    assert {person for person, status in answers.items() if status == 201} == {
        "own",
        "town",
        "office",
    }

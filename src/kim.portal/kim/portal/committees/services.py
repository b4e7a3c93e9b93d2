"""``GET @seats`` on a committee: who sat where, today or on a day."""

from AccessControl import getSecurityManager
from datetime import date
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.committees.seat import HOLDERS
from kim.portal.committees.seat import today
from kim.portal.committees.seats import chairs
from kim.portal.committees.seats import seats_on
from kim.portal.committees.seats import Sitting
from kim.portal.directory import listing
from plone.restapi.services import Service
from typing import Any


class Seats(Service):
    """Functions and organisations for everyone; persons, and other days, for members and office."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        sees = bool(getSecurityManager().checkPermission(HOLDERS, self.context))
        try:
            day = self._day(sees)
        except BadParameter as error:
            raise refused(error) from error
        found = seats_on(self.context, day)
        uids = {uid for seat in found for uid in (seat.sender, *seat.represents) if uid}
        actors = {brain.UID: brain for brain in listing.by_uid(sorted(uids))}
        leading = chairs(self.context)
        url = self.context.absolute_url()
        return {
            "@id": f"{url}/@seats?date={day.isoformat()}",
            "date": day.isoformat(),
            "items": [self._item(seat, actors, seat.uid in leading, sees) for seat in found],
        }

    def _day(self, sees: bool) -> date:
        asked = self.request.form.get("date")
        if asked is None:
            return today()
        try:
            day = date.fromisoformat(asked)
        except (TypeError, ValueError) as error:
            raise BadParameter("date", "must be a day like 2026-11-30") from error
        if day != today() and not sees:
            raise BadParameter("date", "can be asked for by the committee and the office")
        return day

    def _item(
        self, seat: Sitting, actors: dict[str, Any], leads: bool, sees: bool
    ) -> dict[str, Any]:
        def described(uid: str) -> dict[str, str]:
            return {"@id": actors[uid].getURL(), "UID": uid, "title": actors[uid].Title}

        found: dict[str, Any] = {
            "@id": f"{self.context.absolute_url()}/sitze/{seat.id}",
            "UID": seat.uid,
            "title": seat.function,
            "description": seat.remark,
            "sender": described(seat.sender) if seat.sender in actors else None,
            "represents": [described(uid) for uid in seat.represents if uid in actors],
            "voting": seat.voting,
            "leads": leads,
            "valid_from": seat.valid_from.isoformat() if seat.valid_from else None,
            "valid_to": seat.valid_to.isoformat() if seat.valid_to else None,
        }
        if sees:
            found |= {"holder": seat.holder, "deputies": list(seat.deputies), "note": seat.note}
        return found

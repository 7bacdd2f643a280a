"""What becomes of each matter."""

from weijianyi.demo import sources
from weijianyi.demo.journey import Tale


def tell(city):
    d = city.days
    tales = []
    for at, author, matter, rest in plot(d):
        tales.append((at, author, matter, rest))
    for at, author, matter, rest in sorted(tales, key=lambda t: t[0]):
        item = city.draft(matter, author, at)
        tale = Tale(city, matter, item, author)
        if rest is not None:
            rest(tale.submit(at), d)


def plot(d):
    yield d.at(32, "19:30"), "gaojun", sources.LOAN, None
    yield d.before_review(1), "member", sources.TREE, tree
    yield d.before_review(3), "member2", sources.NOISE, noise
    yield d.before_review(6), "member2", sources.LANE, lane
    for at, matter in zip(d.waiting(2), (sources.WINDOW, sources.INVOICE), strict=True):
        yield at, "hezhiyuan", matter, lambda t, d: t


def tree(t, d):
    t.hand_out(d.review(1, "09:14"), complexity="urgent").sign(d.review(1, "09:40"))
    t.contact(d.review(1, "15:10")).answer(d.after(d.review(1), 1, "15:30"))


def noise(t, d):
    t.hand_out(d.review(3, "09:25")).sign(d.review(3, "10:05")).contact(d.review(3, "15:30"))


def lane(t, d):
    t.hand_out(d.review(6, "09:25")).sign(d.review(6, "10:05")).contact(d.review(6, "15:30"))
    t.answer(d.at(8, "10:00")).settle(d.at(7, "20:00"))

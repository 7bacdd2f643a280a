"""Flat pictures on a sheet of 160 × 104: a tree at a house, a window, a lane, a river bank, a counter."""

import io

from PIL import Image, ImageDraw

SCALE, SMOOTH = 6, 2
SKY, GROUND, KERB = "#cfe0ea", "#b9b3a6", "#a8a193"
WALL, WALL_EDGE, GLASS, SILL = "#d9cfc0", "#c4b8a6", "#7d93a3", "#a99b86"
TRUNK, LEAF, LEAF_LIGHT = "#6d533c", "#4f7a48", "#5f8f56"


class Sheet:
    """A drawing in units of the sheet, smoothed when it is printed."""

    def __init__(self, background=SKY):
        self.unit = SCALE * SMOOTH
        self.image = Image.new("RGB", (160 * self.unit, 104 * self.unit), background)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, x, y, width, height, colour, radius=0):
        corner = [value * self.unit for value in (x, y, x + width, y + height)]
        self.pen.rounded_rectangle(corner, radius * self.unit, fill=colour)

    def disc(self, x, y, radius, colour, flat=1.0):
        corner = [v * self.unit for v in (x - radius, y - radius * flat, x + radius, y + radius * flat)]
        self.pen.ellipse(corner, fill=colour)

    def shape(self, colour, *points):
        self.pen.polygon([(x * self.unit, y * self.unit) for x, y in points], fill=colour)

    def line(self, colour, width, *points):
        path = [(x * self.unit, y * self.unit) for x, y in points]
        self.pen.line(path, fill=colour, width=round(width * self.unit), joint="curve")

    def jpeg(self):
        out = io.BytesIO()
        self.image.resize((160 * SCALE, 104 * SCALE), Image.Resampling.LANCZOS).save(out, "JPEG", quality=88)
        return out.getvalue()


def tree(trimmed=False):
    """The camphor tree by building 3; its branches reach the balconies until they are trimmed."""
    sheet = Sheet()
    sheet.box(0, 88, 160, 16, GROUND)
    sheet.box(0, 86, 160, 4, KERB)
    sheet.box(78, 10, 82, 80, WALL)
    sheet.box(78, 10, 5, 80, WALL_EDGE)
    for x in (90, 114, 138):
        for y in (20, 42, 64):
            sheet.box(x, y, 14, 11, GLASS)
            sheet.box(x - 2, y + 12.5, 18, 2.6, SILL)
    sheet.shape(TRUNK, (46, 92), (50, 50), (56, 50), (61, 92))
    crown = ((48, 44, 22), (68, 30, 21), (86, 42, 19), (100, 34, 12), (62, 54, 17))
    light = ((44, 36, 12), (68, 22, 12), (90, 36, 11))
    if trimmed:
        crown, light = ((46, 44, 17), (58, 34, 15), (60, 50, 12)), ((43, 37, 9), (57, 28, 9))
    for x, y, radius in crown:
        sheet.disc(x, y, radius, LEAF)
    for x, y, radius in light:
        sheet.disc(x, y, radius, LEAF_LIGHT)
    return sheet.jpeg()


def window():
    """Leaves against the glass, seen from the room."""
    sheet = Sheet(WALL)
    sheet.box(38, 12, 84, 66, "#6f8797")
    sheet.box(38, 43, 84, 4, "#e8e0d2")
    sheet.box(78, 12, 4, 66, "#e8e0d2")
    sheet.box(32, 78, 96, 6, SILL)
    sheet.line(TRUNK, 5, (0, 96), (30, 80), (70, 68), (116, 58))
    for x, y, radius in ((34, 72, 17), (60, 60, 18), (92, 66, 17), (112, 54, 14), (52, 82, 18), (84, 80, 15)):
        sheet.disc(x, y, radius, LEAF, 0.6)
    for x, y, radius in ((42, 66, 11), (72, 58, 12), (100, 58, 10)):
        sheet.disc(x, y, radius, "#6a9a60", 0.5)
    return sheet.jpeg()


def lane(mended=False):
    """A lane between walls, full of holes and puddles, or freshly laid."""
    sheet = Sheet("#d6e2e8")
    sheet.box(0, 58, 160, 46, "#bdb4a4")
    sheet.shape("#c9bda9", (0, 18), (58, 40), (58, 60), (0, 104))
    sheet.shape("#d3c8b6", (160, 14), (102, 40), (102, 60), (160, 104))
    for x, y in ((10, 44), (32, 48)):
        sheet.box(x, y, 12, 16, "#8a7a63", 1)
    for x, y in ((116, 46), (138, 40)):
        sheet.box(x, y, 12, 14, GLASS, 1)
    road = "#6c6f73" if mended else "#a59a86"
    sheet.shape(road, (58, 58), (102, 58), (146, 104), (14, 104))
    if mended:
        sheet.shape("#e9e4d8", (79, 60), (81, 60), (83, 72), (77, 72))
        sheet.shape("#e9e4d8", (76, 80), (84, 80), (87, 100), (73, 100))
        for foot, head in ((20, 60), (140, 100)):
            sheet.line("#d9d3c4", 2, (foot, 103), (head, 59))
    else:
        for x, y, radius in ((70, 70, 8), (92, 80, 11), (58, 92, 13), (108, 97, 12), (84, 64, 5)):
            sheet.disc(x, y, radius, "#7f7464", 0.4)
            sheet.disc(x + 1, y + 0.6, radius * 0.75, "#9fb4bf", 0.32)
    return sheet.jpeg()


def river(cleared=False):
    """The river bank with its promenade; something drifts on the water until it is cleared."""
    sheet = Sheet("#d4e4ec")
    for x, height in ((8, 20), (26, 28), (46, 18), (70, 24), (98, 30), (122, 20), (140, 26)):
        sheet.box(x, 40 - height, 15, height, "#b8c3c9")
        sheet.box(x + 3, 44 - height, 3, 4, "#e7e1cf")
        sheet.box(x + 9, 44 - height, 3, 4, "#e7e1cf")
    sheet.box(0, 38, 160, 6, "#7f9a76")
    sheet.box(0, 44, 160, 34, "#86aebf")
    for x, y in ((10, 52), (60, 58), (104, 50), (128, 64), (34, 68)):
        sheet.box(x, y, 22, 1.2, "#a9c8d4")
    if not cleared:
        for x, y, radius in ((30, 62, 14), (52, 70, 12), (92, 66, 16), (118, 72, 11), (70, 60, 9)):
            sheet.disc(x, y, radius, "#5f8a4f", 0.35)
            sheet.disc(x - 2, y - 1, radius * 0.6, "#7fa968", 0.35)
    sheet.box(0, 78, 160, 26, "#c9c2b2")
    sheet.box(0, 76, 160, 2.5, "#9c9483")
    for x in range(6, 160, 14):
        sheet.box(x, 68, 1.6, 10, "#8b8f92")
    sheet.line("#8b8f92", 1.4, (0, 69), (160, 69))
    return sheet.jpeg()


def counter(waiting):
    """A service counter with a number display and people before it."""
    sheet = Sheet("#e9e4da")
    sheet.box(0, 88, 160, 16, "#cdc5b6")
    sheet.box(14, 12, 132, 18, "#3f6b8c", 2)
    for x in (24, 66, 108):
        sheet.box(x, 17, 28, 8, "#f3f0e8", 1)
    sheet.box(10, 52, 140, 30, "#b79f7f", 1)
    sheet.box(6, 48, 148, 5, "#8d7558", 1)
    for x in (34, 80, 126):
        sheet.disc(x, 36, 5.5, "#e2b996")
        sheet.box(x - 8, 42, 16, 8, "#4d6478", 3)
    coats = ("#8c5a4b", "#5a7a63", "#6b6f8f", "#a58a4e", "#7c8b95")
    for place in range(waiting):
        x = 34 + place * 23
        sheet.disc(x, 62, 5, "#d8ab86")
        sheet.box(x - 7.5, 68, 15, 24, coats[place % len(coats)], 4)
    return sheet.jpeg()

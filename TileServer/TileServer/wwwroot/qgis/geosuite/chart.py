"""Draws recall against area: how many places are found when so much of a map is searched, densest cells first."""
import math

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

LEFT, TOP, RIGHT, BOTTOM = 60, 34, 16, 46
EARTH_KM2 = 510_065_622
INK, GRID, CURVE, CHANCE = QColor("#1f2937"), QColor("#d1d5db"), QColor("#0f766e"), QColor("#9ca3af")


def draw(curve, title, width=560, height=360):
    """A picture of a curve.

    curve: pairs of area, km², and recall, 0 to 1, ascending.
    """
    image = QImage(width, height, QImage.Format_RGB32)
    image.fill(Qt.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.Antialiasing)
    painter.setFont(QFont("Sans", 8))
    box = QRectF(LEFT, TOP, width - LEFT - RIGHT, height - TOP - BOTTOM)
    least = math.floor(math.log10(max(min(area for area, _ in curve), 1e-3)))
    most = math.log10(EARTH_KM2)
    least = min(least, math.floor(most) - 1)

    def place(area, recall):
        across = (math.log10(min(max(area, 10 ** least), EARTH_KM2)) - least) / (most - least)
        return QPointF(box.left() + across * box.width(), box.bottom() - recall * box.height())

    draw_axes(painter, box, place, least, most)

    # who searches at random finds as much as he has searched
    painter.setPen(QPen(CHANCE, 1.2, Qt.DashLine))
    steps = [10 ** (least + (most - least) * i / 100) for i in range(101)]
    painter.drawPolyline(QPolygonF([place(area, area / EARTH_KM2) for area in steps]))
    painter.setPen(QPen(CURVE, 2))
    points, recall = [place(10 ** least, 0)], 0
    for area, after in curve:
        points += [place(area, recall), place(area, after)]
        recall = after
    points.append(place(EARTH_KM2, recall))
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(INK)
    painter.setFont(QFont("Sans", 9, QFont.Bold))
    painter.drawText(QRectF(LEFT, 6, box.width(), 24), Qt.AlignLeft | Qt.AlignVCenter, title)
    painter.end()
    return image


def draw_axes(painter, box, place, least, most):
    for power in range(least, math.floor(most) + 1):
        across = place(10 ** power, 0).x()
        painter.setPen(GRID)
        painter.drawLine(QPointF(across, box.top()), QPointF(across, box.bottom()))
        painter.setPen(INK)
        painter.drawText(QRectF(across - 30, box.bottom() + 4, 60, 16), Qt.AlignCenter, f"1e{power}")
    for tenth in range(0, 11, 2):
        up = place(1, tenth / 10).y()
        painter.setPen(GRID)
        painter.drawLine(QPointF(box.left(), up), QPointF(box.right(), up))
        painter.setPen(INK)
        painter.drawText(QRectF(0, up - 8, LEFT - 6, 16), Qt.AlignRight | Qt.AlignVCenter, f"{tenth * 10} %")
    painter.drawText(QRectF(box.left(), box.bottom() + 22, box.width(), 18), Qt.AlignCenter, "area searched, km² (dashed: at random)")

import type { Palette } from './palette';
import { FONT_FAMILY, type LineStyle } from './style';

export interface LegendEntry extends Pick<LineStyle, 'colour' | 'dash'> {
  name: string;
  /** Whether it is an area, and no line. */
  isArea?: boolean;
}

const MARGIN = 16;
const HEAD = 58;
const LEGEND_LINE = 20;
const SAMPLE = 24;

/** The canvases under each other on the theme's background, under a title, a sentence and a legend, as PNG. */
export function composeImage(
  canvases: readonly HTMLCanvasElement[],
  ratio: number,
  title: string,
  sentence: string,
  legend: readonly LegendEntry[],
  palette: Palette,
): Promise<Blob> {
  const image = document.createElement('canvas');
  const pen = image.getContext('2d')!;
  const width = Math.max(...canvases.map((canvas) => canvas.width)) / ratio;
  const height = canvases.reduce((sum, canvas) => sum + canvas.height, 0) / ratio;
  pen.font = `12px ${FONT_FAMILY}`;
  const places = placeLegend(
    legend.map(({ name }) => pen.measureText(name).width),
    width,
  );
  // All lines can be hidden; then there is no legend.
  const rows = (places[places.length - 1]?.row ?? -1) + 1;
  const head = HEAD + rows * LEGEND_LINE;
  image.width = (width + 2 * MARGIN) * ratio;
  image.height = (height + head + MARGIN) * ratio;
  pen.scale(ratio, ratio);
  pen.fillStyle = palette.surface;
  pen.fillRect(0, 0, image.width, image.height);
  const write = (text: string, font: string, colour: string, x: number, y: number): void => {
    pen.font = `${font} ${FONT_FAMILY}`;
    pen.fillStyle = colour;
    pen.fillText(
      shorten(text, width - x + MARGIN, (part) => pen.measureText(part).width),
      x,
      y,
    );
  };
  write(title, '500 15px', palette.foreground, MARGIN, 26);
  write(sentence, '13px', palette.text, MARGIN, 46);
  legend.forEach(({ name, colour, dash = [], isArea }, index) => {
    const { left, row } = places[index]!;
    const [x, y] = [MARGIN + left, HEAD + row * LEGEND_LINE];
    pen.strokeStyle = pen.fillStyle = colour;
    pen.lineWidth = 2;
    pen.setLineDash([...dash]);
    if (isArea) pen.fillRect(x, y + 1, SAMPLE, 12);
    else {
      pen.beginPath();
      pen.moveTo(x, y + 7);
      pen.lineTo(x + SAMPLE, y + 7);
      pen.stroke();
    }
    write(name, '12px', palette.foreground, x + SAMPLE + 7, y + 11);
  });
  let y = head;
  for (const canvas of canvases) {
    pen.drawImage(canvas, MARGIN, y, canvas.width / ratio, canvas.height / ratio);
    y += canvas.height / ratio;
  }
  return new Promise((resolve, reject) => {
    image.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))));
  });
}

/** A text that has room: of one that is longer the begin and the end, where the names of runs differ. */
export function shorten(text: string, room: number, widthOf: (text: string) => number): string {
  // Whole characters: half of one is a box.
  const characters = Array.from(text);
  let [shown, kept] = [text, characters.length];
  while (kept > 2 && widthOf(shown) > room) {
    kept -= 1;
    const begin = Math.ceil(kept / 2);
    shown = `${characters.slice(0, begin).join('')}…${characters.slice(begin - kept).join('')}`;
  }
  return shown;
}

/** Where entries of some widths stand, in as many lines as they need. */
export function placeLegend(widths: readonly number[], room: number): { left: number; row: number }[] {
  let [left, row] = [0, 0];
  return widths.map((width) => {
    const whole = SAMPLE + 7 + width;
    if (left > 0 && left + whole > room) [left, row] = [0, row + 1];
    const place = { left, row };
    left += whole + 18;
    return place;
  });
}

import { FONT_FAMILY } from './decoration';
import type { Palette } from './palette';

const MARGIN = 16;
const HEAD = 78;

/** The chart's canvas on the theme's background, under a title, a sentence and a legend, as PNG. */
export function composeImage(
  chart: HTMLCanvasElement,
  title: string,
  sentence: string,
  palette: Palette,
  hasEdited = false,
): Promise<Blob> {
  const ratio = devicePixelRatio;
  const image = document.createElement('canvas');
  image.width = chart.width + 2 * MARGIN * ratio;
  image.height = chart.height + (HEAD + MARGIN) * ratio;
  const pen = image.getContext('2d')!;
  pen.scale(ratio, ratio);
  pen.fillStyle = palette.surface;
  pen.fillRect(0, 0, image.width, image.height);
  const width = chart.width / ratio;
  const write = (text: string, font: string, colour: string, x: number, y: number): number => {
    pen.font = `${font} ${FONT_FAMILY}`;
    pen.fillStyle = colour;
    pen.fillText(text, x, y, width - x + MARGIN);
    return x + pen.measureText(text).width;
  };
  write(title, '500 15px', palette.foreground, MARGIN, 26);
  write(sentence, '13px', palette.text, MARGIN, 46);
  const line = (x: number, colour: string, dash: number[], name: string): number => {
    pen.strokeStyle = colour;
    pen.lineWidth = 2;
    pen.setLineDash(dash);
    pen.beginPath();
    pen.moveTo(x, 63);
    pen.lineTo(x + 24, 63);
    pen.stroke();
    return write(name, '12px', palette.foreground, x + 31, 67) + 18;
  };
  const end = line(line(MARGIN, palette.logged, [], 'logged'), palette.expected, [7, 5], 'expected');
  if (hasEdited) line(end, palette.edited, [10, 3, 2, 3], 'edited');
  pen.drawImage(chart, MARGIN, HEAD, width, chart.height / ratio);
  return new Promise((resolve, reject) => {
    image.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))));
  });
}

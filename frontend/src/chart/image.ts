import type { Palette } from './palette';
import { FONT_FAMILY, type LineStyle } from './style';

export interface LegendEntry extends Pick<LineStyle, 'colour' | 'dash'> {
  name: string;
}

const MARGIN = 16;
const HEAD = 78;

/** The canvases under each other on the theme's background, under a title, a sentence and a legend, as PNG. */
export function composeImage(
  canvases: readonly HTMLCanvasElement[],
  title: string,
  sentence: string,
  legend: readonly LegendEntry[],
  palette: Palette,
): Promise<Blob> {
  const ratio = devicePixelRatio;
  const image = document.createElement('canvas');
  const width = Math.max(...canvases.map((canvas) => canvas.width)) / ratio;
  const height = canvases.reduce((sum, canvas) => sum + canvas.height, 0) / ratio;
  image.width = (width + 2 * MARGIN) * ratio;
  image.height = (height + HEAD + MARGIN) * ratio;
  const pen = image.getContext('2d')!;
  pen.scale(ratio, ratio);
  pen.fillStyle = palette.surface;
  pen.fillRect(0, 0, image.width, image.height);
  const write = (text: string, font: string, colour: string, x: number, y: number): number => {
    pen.font = `${font} ${FONT_FAMILY}`;
    pen.fillStyle = colour;
    pen.fillText(text, x, y, Math.max(1, width - x + MARGIN));
    return x + pen.measureText(text).width;
  };
  write(title, '500 15px', palette.foreground, MARGIN, 26);
  write(sentence, '13px', palette.text, MARGIN, 46);
  let x = MARGIN;
  for (const { name, colour, dash = [] } of legend) {
    pen.strokeStyle = colour;
    pen.lineWidth = 2;
    pen.setLineDash([...dash]);
    pen.beginPath();
    pen.moveTo(x, 63);
    pen.lineTo(x + 24, 63);
    pen.stroke();
    x = write(name, '12px', palette.foreground, x + 31, 67) + 18;
  }
  let y = HEAD;
  for (const canvas of canvases) {
    pen.drawImage(canvas, MARGIN, y, canvas.width / ratio, canvas.height / ratio);
    y += canvas.height / ratio;
  }
  return new Promise((resolve, reject) => {
    image.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))));
  });
}

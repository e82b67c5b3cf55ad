export const FONT_FAMILY = 'Roboto, "Helvetica Neue", Arial, sans-serif';

/** What a theme of Teams paints with. */
interface Palette {
  readonly ground: string;
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
  readonly line: string;
  readonly emphasisGround: string;
  readonly attentionGround: string;
}

export type Theme = 'light' | 'dark';

/** Close to the two ordinary themes of Teams. */
export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    ground: '#ffffff',
    text: '#242424',
    subtle: '#616161',
    accent: '#5b5fc7',
    good: '#237b4b',
    warning: '#835c00',
    attention: '#c4314b',
    line: '#e0e0e0',
    emphasisGround: '#f5f5f5',
    attentionGround: '#fcf4f6',
  },
  dark: {
    ground: '#1f1f1f',
    text: '#ffffff',
    subtle: '#adadad',
    accent: '#9299f7',
    good: '#92c353',
    warning: '#f8d22a',
    attention: '#f9526b',
    line: '#525252',
    emphasisGround: '#292929',
    attentionGround: '#3e1f25',
  },
};

/** A host configuration with the spacing and sizes of Teams, in one of its themes. */
export function hostConfig(theme: Theme): object {
  const palette = PALETTES[theme];
  const colour = (shade: string, subtle = shade) => ({ default: shade, subtle });
  const foregroundColors = {
    default: colour(palette.text, palette.subtle),
    accent: colour(palette.accent),
    good: colour(palette.good),
    warning: colour(palette.warning),
    attention: colour(palette.attention),
  };
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  return {
    supportsInteractivity: true,
    fontFamily: "'Segoe UI', 'Liberation Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: palette.line },
    containerStyles: {
      default: style(palette.ground),
      emphasis: style(palette.emphasisGround),
      attention: style(palette.attentionGround),
    },
    actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left' },
    textBlock: { headingLevel: 2 },
    inputs: { label: { inputSpacing: 'none' } },
  };
}

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

interface AxeOptions {
  /** A selector of what is looked at; the whole page when left out. */
  readonly part?: string;
  /** The one rule that is asked; all when left out. Another theme changes colours and nothing else. */
  readonly rule?: 'color-contrast';
}

/** What is wrong for people who use a screen reader or a keyboard, a line for each rule. The app has no frames, so one document is all there is. */
export async function axeProblems(page: Page, { part, rule }: AxeOptions = {}): Promise<string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (part !== undefined) builder.include(part);
  if (rule !== undefined) builder.withRules([rule]);
  const { violations } = await builder.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

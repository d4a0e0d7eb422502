/** What is measured on a page as somebody sees it. */
import type { Page } from '@playwright/test'

/** What stands beyond the edges of the screen, or is cut off by its own box; tables and maps have scrollers of their own. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth
    const told: string[] = []
    const scrolls = (element: Element | null): boolean => {
      for (let at = element; at && at !== document.body; at = at.parentElement)
        if (
          /auto|scroll/.test(getComputedStyle(at).overflowX) ||
          at.matches('[data-map], .leaflet-container')
        )
          return true
      return false
    }
    if (document.documentElement.scrollWidth > wide)
      told.push(`page: ${document.documentElement.scrollWidth} of ${wide}`)
    for (const element of document.querySelectorAll<HTMLElement>('main *, header *, footer *')) {
      const box = element.getBoundingClientRect()
      if (box.width <= 1 || box.height <= 1 || element.closest('.visually-hidden, .skip-link, svg')) continue
      // What a fold hides has a place all the same; a map cuts its own pictures.
      if (!element.checkVisibility() || element.closest('.leaflet-container')) continue
      // The head of a table that is laid out as cards is for screen readers.
      if (getComputedStyle(element.closest('thead') ?? element).position === 'absolute') continue
      const style = getComputedStyle(element)
      if (style.visibility === 'hidden' || style.position === 'absolute') continue
      const name = `${element.tagName.toLowerCase()}.${element.className} ${element.textContent?.slice(0, 30)}`
      if ((box.right > wide + 1 || box.left < -1) && !scrolls(element)) told.push(`beyond the edge: ${name}`)
      // A text that is shown as far as three lines goes on behind its link; a field scrolls.
      const isShort = style.webkitLineClamp !== 'none' || element.matches('input, textarea')
      const clips = !isShort && /hidden|clip/.test(style.overflowX + style.overflowY)
      const isControl = element.matches('button, .button, select, th, nav a')
      if (
        (clips || isControl) &&
        element.scrollWidth > element.clientWidth + 1 &&
        element.clientWidth > 0 &&
        style.textOverflow !== 'ellipsis'
      )
        told.push(`cut off: ${name}`)
      if (clips && element.scrollHeight > element.clientHeight + 2 && element.clientHeight > 0)
        told.push(`cut off below: ${name}`)
    }
    return told.slice(0, 8)
  })
}

/** The widths in CSS pixels of a screen of 1280 at 400 %, and of A4 between its margins. */
const ENLARGED = { width: 320, height: 256 }
const PAPER = { width: 718, height: 1000 }

/** Of the page that is open: what somebody misses who sees it enlarged, spaced, in colours of their own, still or on paper. */
export async function missed(page: Page): Promise<string[]> {
  const usual = page.viewportSize() ?? { width: 1280, height: 800 }
  const told: string[] = []
  const note = (how: string, all: string[]) => told.push(...all.map((one) => `${how}: ${one}`))
  await page.setViewportSize(ENLARGED)
  note('at 400 %', await tooWide(page))
  await page.setViewportSize(usual)
  await page.evaluate(spaceText, true)
  note('with spaced text', await tooWide(page))
  note('with spaced text', await clipped(page))
  await page.evaluate(spaceText, false)
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  note('in forced colours', await unseen(page))
  note('with less motion', await moving(page))
  await page.emulateMedia({ media: 'print', forcedColors: 'none', reducedMotion: 'no-preference' })
  await page.setViewportSize(PAPER)
  note('on paper', await tooWide(page))
  note('on paper', await screenOnly(page))
  await page.emulateMedia({ media: null, forcedColors: null, reducedMotion: null })
  await page.setViewportSize(usual)
  return told
}

async function tooWide(page: Page): Promise<string[]> {
  const by = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  return by > 0 ? [`${by} px wider than the screen`] : []
}

/** The spacing that text must bear (WCAG 2.1, 1.4.12); not by a tag of style, which the page's policy refuses. */
function spaceText(isSpaced: boolean) {
  if (!isSpaced) {
    document.adoptedStyleSheets = []
    return
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
  )
  document.adoptedStyleSheets = [sheet]
}

/** Words that their own box cuts off. */
function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, .button, th, td, h1, h2, h3, label, legend, .badge')]
      .filter((element) => {
        const { overflowX, overflowY, position } = getComputedStyle(element)
        if (!element.checkVisibility() || position === 'absolute' || element.clientWidth <= 1) return false
        if (element.closest('.visually-hidden, .leaflet-container')) return false
        return (
          (/hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
          (/hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 2)
        )
      })
      .map((element) => `cut off: ${element.tagName} ${element.textContent?.slice(0, 30)}`),
  )
}

/** Controls that only a background would set off, which forced colours take away. */
function unseen(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, .button, input:not([type=hidden]), select, textarea')]
      .filter((element) => {
        const style = getComputedStyle(element)
        if (!element.checkVisibility() || element.closest('.leaflet-container, .visually-hidden'))
          return false
        if (element.matches('[type=radio], [type=checkbox], [type=file], [type=range]')) return false
        const isBordered = ['Top', 'Bottom'].some(
          (side) =>
            style.getPropertyValue(`border-${side.toLowerCase()}-style`) !== 'none' &&
            Number.parseFloat(style.getPropertyValue(`border-${side.toLowerCase()}-width`)) > 0,
        )
        const isText = style.textDecorationLine.includes('underline')
        return !isBordered && !isText && style.outlineStyle === 'none'
      })
      .map(
        (element) => `no edge: ${element.tagName}.${element.className} ${element.textContent?.slice(0, 20)}`,
      )
      .slice(0, 5),
  )
}

/** What still moves although less motion is wished. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element)
        const longest = (durations: string) =>
          Math.max(...durations.split(',').map((one) => Number.parseFloat(one)))
        return (
          (animationName !== 'none' && longest(animationDuration) > 0.01) ||
          longest(transitionDuration) > 0.01
        )
      })
      .map((element) => `moves: ${element.tagName}.${element.getAttribute('class')}`)
      .slice(0, 5),
  )
}

/** What nobody can use on paper. */
function screenOnly(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('header nav, .language-switch, .skip-link, main button')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.clientHeight > 1)
      .map(
        (element) => `printed: ${element.tagName}.${element.className} ${element.textContent?.slice(0, 20)}`,
      )
      .slice(0, 5),
  )
}

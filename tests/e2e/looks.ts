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

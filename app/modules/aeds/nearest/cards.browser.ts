/** Fills the cards of the emergency view: copies of the one in the page's template. */
import { marks } from '../marks'
import type { Card } from './words'

/** Puts a card for each AED into a list, in place of those that were there. */
export function cardsInto(list: HTMLElement, template: HTMLTemplateElement, cards: readonly Card[]): void {
  list.replaceChildren(
    ...cards.map((card) => {
      const copy = template.content.cloneNode(true) as DocumentFragment
      fill(copy, card)
      return copy
    }),
  )
}

function fill(copy: DocumentFragment, card: Card) {
  const texts = card as unknown as Record<string, string>
  for (const element of copy.querySelectorAll<HTMLElement>('[data-if]')) {
    element.hidden = !texts[element.dataset.if ?? '']
  }
  for (const element of copy.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = texts[element.dataset.text ?? ''] ?? ''
  }
  for (const link of copy.querySelectorAll<HTMLAnchorElement>('[data-href]')) {
    link.href = texts[link.dataset.href ?? ''] ?? ''
  }
  const item = copy.querySelector<HTMLElement>('[data-state]')
  if (item) {
    item.dataset.state = card.state
    item.dataset.aed = String(card.id)
  }
  const arrow = copy.querySelector<SVGElement>('[data-arrow]')
  arrow?.setAttribute('transform', `rotate(${card.bearing} 12 12)`)
  const [outline, sign] = copy.querySelectorAll('[data-mark] path')
  const mark = marks[card.state]
  outline?.setAttribute('d', mark.outline)
  outline?.setAttribute('fill', mark.colour)
  sign?.setAttribute('d', mark.sign)
  const link = copy.querySelector<HTMLAnchorElement>('[data-way]')
  if (link) {
    link.href = `https://maps.gsi.go.jp/#18/${card.latitude}/${card.longitude}/&base=std`
    mapFor(link)
  }
}

/** Lets a link to a place open the map program of the telephone, where it has one of its own. */
export function mapFor(link: HTMLAnchorElement): void {
  const [, latitude, longitude] = /#18\/([\d.]+)\/([\d.]+)/.exec(link.href) ?? []
  if (!latitude || !longitude) return
  const device = navigator.userAgent
  if (/Android/.test(device)) link.href = `geo:${latitude},${longitude}?q=${latitude},${longitude}`
  else if (/iPhone|iPad|iPod/.test(device)) link.href = `maps://?daddr=${latitude},${longitude}&dirflg=w`
}

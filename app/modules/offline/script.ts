/**
 * The script inside the page for no network: it has the page kept, and sorts the shelters by distance on a press of the
 * button. Where somebody is goes nowhere. Written for the browser as it stands.
 */
export const OFFLINE_SCRIPT = `
(() => {
  const button = document.getElementById('near')
  const list = document.getElementById('list')
  const words = JSON.parse(button.dataset.words)
  const rad = Math.PI / 180
  const away = (from, item) => {
    const [lat, lon] = item.dataset.at.split(',').map(Number)
    const x = (lon - from.longitude) * Math.cos(((lat + from.latitude) / 2) * rad)
    const y = lat - from.latitude
    return { item, metres: Math.hypot(x, y) * rad * 6371000, turn: (Math.atan2(x, y) / rad + 360) % 360 }
  }
  const sort = ({ coords }) => {
    const found = [...list.children].map((item) => away(coords, item)).sort((a, b) => a.metres - b.metres)
    for (const { item, metres, turn } of found) {
      const step = metres < 1000 ? 50 : 100
      item.querySelector('.away').textContent = words.away
        .replace('@m', String(Math.max(step, Math.round(metres / step) * step)))
        .replace('@d', words.directions[Math.round(turn / 45) % 8])
      list.append(item)
    }
  }
  if (navigator.geolocation && list.children.length > 0) {
    button.hidden = false
    button.addEventListener('click', () => {
      const failed = document.getElementById('failed')
      failed.textContent = ''
      navigator.geolocation.getCurrentPosition(sort, () => {
        failed.textContent = words.failed
      }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 })
    })
  }
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    if (data?.type === 'offline') document.getElementById('kept').textContent = words.kept
  })
  navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    .then(() => navigator.serviceWorker.ready)
    .then(({ active }) => active.postMessage({ type: 'offline' }))
    .catch(() => {})
})()
`

// A visitor who browses without a name and then signs in, through the unmodified SDK: node stitch.mjs URL ANONYMOUS USER PHASE.
import { createRequire } from 'node:module'
const require = createRequire(`${process.env.LUXE_SDK}/`)
const { Analytics } = require('@segment/analytics-node')

const [url, anonymousId, userId, phase] = process.argv.slice(2)
const analytics = new Analytics({ writeKey: 'demo', host: url, flushAt: 3, flushInterval: 100 })
let delivered = 0
const done = (error) => { if (!error) delivered++ }
if (phase === 'browse') {
  analytics.page({ anonymousId, messageId: 'st-page', name: 'Home' }, done)
  analytics.track({ anonymousId, messageId: 'st-view', event: 'Product Viewed', properties: { product_id: 'p-1' } }, done)
} else {
  analytics.identify({ anonymousId, userId, messageId: 'st-identify', traits: { email: `${userId}@example.com` } }, done)
  analytics.track({ anonymousId, userId, messageId: 'st-cart', event: 'Product Added', properties: { product_id: 'p-1' } }, done)
  await analytics.flush({ timeout: 10000 })
  analytics.track({ anonymousId, messageId: 'st-late', event: 'Product Viewed', properties: { product_id: 'p-2' } }, done)
}
await analytics.closeAndFlush({ timeout: 10000 })
console.log(`delivered ${delivered}`)

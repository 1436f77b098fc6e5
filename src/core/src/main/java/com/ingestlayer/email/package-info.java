/**
 * What can be told from an e-mail address by looking at it: who keeps the mailbox, whose domain it is, which name may stand
 * behind it. Texts go in, guesses come out; asks nobody, and looks into lists that infra/lists/update.sh keeps fresh.
 */
package com.ingestlayer.email;

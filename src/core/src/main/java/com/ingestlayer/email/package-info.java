/**
 * Derives facts from an e-mail address alone: who provides the mailbox, whose domain it is, and which name it may
 * belong to. Text comes in and guesses go out. The package calls no service; it searches lists that
 * infra/lists/update.sh keeps up to date.
 */
package com.ingestlayer.email;

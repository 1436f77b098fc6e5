/** Looks for phrases in texts, shortens them and replaces parts of them, by plain rules. Texts come in and go out. */
package com.ingestlayer.text;

/**
 * Where a pipeline's events go: the configuration of each kind of destination as pure data, and its retry schedule. A package a
 * kind; nothing here sends anything.
 */
package com.ingestlayer.destination;

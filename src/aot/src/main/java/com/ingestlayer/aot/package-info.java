/**
 * Makes aot packages. A function's zip of jars comes in; out comes one for {@code provided.al2023} that brings a small Java of its
 * own, and a cache of what that Java had loaded, linked and learnt once a training run had been through the function's whole path.
 * Needs the tools of a JDK and nothing else; never asks AWS.
 */
package com.ingestlayer.aot;

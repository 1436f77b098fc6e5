#!/usr/bin/env bash
# Proves what mvnw promises: it takes a Maven on the PATH, fetches one else, refuses a wrong one, and fetches only once.
set -euo pipefail

project=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0

expect() { # name, expected text, output
  if [[ "$3" != *"$2"* ]]; then
    echo "FAILED: $1: expected \"$2\" in: $3"
    exit 1
  fi
  echo "passed: $1"
  passed=$((passed + 1))
}

# A PATH with all tools but Maven.
mkdir "$work/bin"
for tool in sh bash env sed tr head grep dirname mktemp mkdir mv rm tar gzip curl sha512sum uname java; do
  path=$(command -v "$tool") && ln -s "$path" "$work/bin/$tool"
done

# A Maven that only says so, in an archive of the pinned name.
version=$(sed -n 's/^MAVEN_VERSION=//p' "$project/mvnw")
mkdir -p "$work/apache-maven-$version/bin" "$work/dist/$version/binaries"
printf '#!/bin/sh\necho "fake Maven called with: $*"\n' >"$work/apache-maven-$version/bin/mvn"
chmod +x "$work/apache-maven-$version/bin/mvn"
archive=$work/dist/$version/binaries/apache-maven-$version-bin.tar.gz
tar -czf "$archive" -C "$work" "apache-maven-$version"

run() { # script, environment…
  local script=$1
  shift
  (cd / && env -i PATH="$work/bin" HOME="$work/home" INGESTLAYER_MAVEN_DISTRIBUTION="file://$work/dist" "$@" "$script" -v 2>&1) || true
}

# The script as it is must refuse that archive, because its checksum is not the pinned one.
expect "a wrong checksum is refused" "wrong SHA-512; nothing was installed" "$(run "$project/mvnw")"
[[ ! -e "$work/home/.m2/ingestlayer-maven/apache-maven-$version" ]] || { echo "FAILED: it was installed"; exit 1; }

# A copy of the script that expects the archive's own checksum takes it.
sum=$(sha512sum "$archive" | cut -d' ' -f1)
sed "s/^MAVEN_SHA512=.*/MAVEN_SHA512=$sum/" "$project/mvnw" >"$work/mvnw"
chmod +x "$work/mvnw"
expect "Maven is fetched, checked and run on the project" "fake Maven called with: -f $work/pom.xml -v" "$(run "$work/mvnw")"
rm -r "$work/dist"
expect "a second run needs no network" "fake Maven called with" "$(run "$work/mvnw")"
expect "a site that does not answer is told" "could not fetch" "$(run "$work/mvnw" MAVEN_USER_HOME="$work/other")"

printf '#!/bin/sh\n[ "$1" = --version ] && printf "\\033[1mApache Maven 3.8.7\\033[m\\n" || echo "PATH Maven called with: $*"\n' >"$work/bin/mvn"
chmod +x "$work/bin/mvn"
expect "a Maven 3.8 on the PATH is taken" "PATH Maven called with: -f $project/pom.xml -v" "$(run "$project/mvnw")"
sed -i 's/3\.8\.7/3.6.3/' "$work/bin/mvn"
expect "an older one is not" "fake Maven called with" "$(run "$work/mvnw")"
expect "a JAVA_HOME without a JDK is told" "a JDK of 17 or newer is needed" "$(run "$project/mvnw" JAVA_HOME="$work/home")"

echo "$passed passed, 0 failed"

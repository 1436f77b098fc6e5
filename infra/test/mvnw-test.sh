#!/usr/bin/env bash
# Tests mvnw: it uses a Maven on the PATH that is new enough; otherwise it fetches one through an older Maven or from
# Apache's site, rejects one with a wrong checksum, and fetches only once. Of mvnw.cmd, which needs Windows, it tests
# that it names the same Maven.
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

# A PATH with all tools except Maven.
mkdir "$work/bin"
for tool in sh bash env sed tr head grep dirname mktemp mkdir mv rm tar gzip curl sha512sum uname java jar cp chmod; do
  path=$(command -v "$tool") && ln -s "$path" "$work/bin/$tool"
done

# A fake Maven that only prints a line, in an archive with the pinned name.
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

# The unchanged script must reject that archive, because its checksum is not the pinned one.
expect "a wrong checksum is refused" "wrong SHA-512; nothing was installed" "$(run "$project/mvnw")"
[[ ! -e "$work/home/.m2/ingestlayer-maven/apache-maven-$version" ]] || { echo "FAILED: it was installed"; exit 1; }

# A copy of the script with the archives' own checksums accepts them.
(cd "$work" && jar --create --no-manifest --file "$work/maven.zip" "apache-maven-$version")
sum() { sha512sum "$1" | cut -d' ' -f1; }
sed -e "s/^MAVEN_TAR_SHA512=.*/MAVEN_TAR_SHA512=$(sum "$archive")/" \
  -e "s/^MAVEN_ZIP_SHA512=.*/MAVEN_ZIP_SHA512=$(sum "$work/maven.zip")/" "$project/mvnw" >"$work/mvnw"
chmod +x "$work/mvnw"
expect "Maven is fetched, checked and run on the project" "fake Maven called with: -f $work/pom.xml -v" "$(run "$work/mvnw")"
rm -r "$work/dist"
expect "a second run needs no network" "fake Maven called with" "$(run "$work/mvnw")"
expect "a site that does not answer is told" "could not fetch" "$(run "$work/mvnw" MAVEN_USER_HOME="$work/other")"

# A Maven on the PATH that prints its version and copies the one artifact that it is asked for.
cat >"$work/bin/mvn" <<EOF
#!/bin/sh
case "\$*" in
  --version) printf '\033[1mApache Maven 3.9.9\033[m\n' ;;
  *:copy*-Dartifact=org.apache.maven:apache-maven:$version:zip:bin*)
    cp "$work/maven.zip" "\${*##*-DoutputDirectory=}/apache-maven-$version-bin.zip" ;;
  *) echo "PATH Maven called with: \$*" ;;
esac
EOF
chmod +x "$work/bin/mvn"
expect "a Maven 3.9 on the PATH is taken" "PATH Maven called with: -f $project/pom.xml -v" "$(run "$project/mvnw")"
expect "the local profile runs without Maven's log" "PATH Maven called with: -f $project/pom.xml -q -v -Plocal" \
  "$(cd / && env -i PATH="$work/bin" HOME="$work/home" "$project/mvnw" -v -Plocal 2>&1)"
sed -i 's/3\.9\.9/3.8.7/' "$work/bin/mvn"
expect "an older one fetches Maven" "fake Maven called with: -f $work/pom.xml -v" \
  "$(run "$work/mvnw" MAVEN_USER_HOME="$work/through")"
[[ -x "$work/through/ingestlayer-maven/apache-maven-$version/bin/mvn" ]] || { echo "FAILED: it was not kept"; exit 1; }
expect "what an older one fetched is checked, too" "wrong SHA-512; nothing was installed" \
  "$(run "$project/mvnw" MAVEN_USER_HOME="$work/wrong")"
rm "$work/maven.zip"
expect "an older one that cannot fetch is told" "could not fetch org.apache.maven:apache-maven" \
  "$(run "$work/mvnw" MAVEN_USER_HOME="$work/none")"
expect "a JAVA_HOME without a JDK is told" "a JDK of 17 or newer is needed" "$(run "$project/mvnw" JAVA_HOME="$work/home")"

cmd=$(tr -d '\r' <"$project/mvnw.cmd")
sum_of_zip=$(sed -n 's/^MAVEN_ZIP_SHA512=//p' "$project/mvnw")
plugin=$(grep -o 'org.apache.maven.plugins:maven-dependency-plugin:[0-9.]*:copy' "$project/mvnw")
expect "mvnw.cmd has the same version" "set \"MAVEN_VERSION=$version\"" "$cmd"
expect "mvnw.cmd has the same checksum" "set \"MAVEN_ZIP_SHA512=$sum_of_zip\"" "$cmd"
expect "mvnw.cmd fetches with the same plugin" "\"$plugin\" \"-Dartifact=org.apache.maven:apache-maven:%MAVEN_VERSION%:zip:bin\"" "$cmd"
for label in $(grep -o 'goto [a-z_]*' <<<"$cmd" | cut -d' ' -f2 | sort -u); do
  expect "mvnw.cmd has the label $label" $'\n:'"$label"$'\n' "$cmd"
done

echo "$passed passed, 0 failed"

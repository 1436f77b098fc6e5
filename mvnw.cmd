@echo off
rem Runs Maven for this project: the one on the PATH when it is 3.9 or newer. Otherwise it fetches Maven once, through an older
rem Maven on the PATH and so by its settings, or, where there is none, from Apache's own distribution site. It checks the
rem SHA-512 and keeps what it fetched under the user's .m2 directory. (Quarkus' dev mode needs Maven 3.9.)
setlocal

set "MAVEN_VERSION=3.9.11"
rem Of the .zip, which Maven repositories and Apache's site both have.
set "MAVEN_ZIP_SHA512=03e2d65d4483a3396980629f260e25cac0d8b6f7f2791e4dc20bc83f9514db8d0f05b0479e699a5f34679250c49c8e52e961262ded468a20de0be254d8207076"
rem Keeps every version. A mirror may be named instead; what it serves must have the same checksum.
set "DISTRIBUTION=https://archive.apache.org/dist/maven/maven-3"
if defined INGESTLAYER_MAVEN_DISTRIBUTION set "DISTRIBUTION=%INGESTLAYER_MAVEN_DISTRIBUTION%"

set "PROJECT=%~dp0"

set "FOUND="
set "MAVEN="
for /f "tokens=3 delims= " %%v in ('mvn --version 2^>nul ^| findstr /c:"Apache Maven"') do set "FOUND=%%v"
for /f "tokens=1,2 delims=." %%a in ("%FOUND%") do (
  if %%a gtr 3 set "MAVEN=mvn"
  if %%a equ 3 if %%b geq 9 set "MAVEN=mvn"
)
if defined MAVEN goto run

set "STORE=%USERPROFILE%\.m2"
if defined MAVEN_USER_HOME set "STORE=%MAVEN_USER_HOME%"
set "STORE=%STORE%\ingestlayer-maven"
set "MAVEN=%STORE%\apache-maven-%MAVEN_VERSION%\bin\mvn.cmd"
if exist "%MAVEN%" goto run

set "WORK=%STORE%\fetch-%RANDOM%%RANDOM%"
set "ARCHIVE=%WORK%\apache-maven-%MAVEN_VERSION%-bin.zip"
mkdir "%WORK%"
if not exist "%WORK%" exit /b 1
echo mvnw: fetching Maven %MAVEN_VERSION% 1>&2
if defined FOUND goto fetch_through_maven

set "URL=%DISTRIBUTION%/%MAVEN_VERSION%/binaries/apache-maven-%MAVEN_VERSION%-bin.zip"
powershell -NoProfile -Command "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; [Net.ServicePointManager]::SecurityProtocol = 'Tls12'; Invoke-WebRequest -UseBasicParsing $env:URL -OutFile $env:ARCHIVE"
if not errorlevel 1 goto unpack
echo mvnw: could not fetch %URL% 1>&2
goto failed

:fetch_through_maven
rem Not in the project, whose settings for newer Mavens an older one might not understand.
pushd "%WORK%"
call mvn -q -B "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy" "-Dartifact=org.apache.maven:apache-maven:%MAVEN_VERSION%:zip:bin" "-DoutputDirectory=%WORK%" 1>&2
set "CODE=%errorlevel%"
popd
if "%CODE%"=="0" goto unpack
echo mvnw: the Maven on the PATH is older than 3.9, and could not fetch org.apache.maven:apache-maven:%MAVEN_VERSION%:zip:bin 1>&2
goto failed

:unpack
rem Moved in one step, so that a half-unpacked Maven is never seen. Another mvnw may have been quicker.
powershell -NoProfile -Command "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; if ((Get-FileHash -Algorithm SHA512 $env:ARCHIVE).Hash -ne $env:MAVEN_ZIP_SHA512) { throw 'the archive of Maven that was fetched has the wrong SHA-512; nothing was installed' }; Expand-Archive $env:ARCHIVE $env:WORK; if (-not (Test-Path $env:MAVEN)) { Move-Item ($env:WORK + '\apache-maven-' + $env:MAVEN_VERSION) $env:STORE }"
if errorlevel 1 goto failed
rmdir /s /q "%WORK%"

:run
rem Maven reads .mvn\jvm.config from the project's directory, wherever this script was called from.
set "MAVEN_BASEDIR=%PROJECT:~0,-1%"
call "%MAVEN%" -f "%PROJECT%pom.xml" %*
exit /b %errorlevel%

:failed
rmdir /s /q "%WORK%"
exit /b 1

@echo off
rem Starts the tool of an unpacked distribution. Needs a JDK of 25 or later: the one of JAVA_HOME, else the one on the PATH.
setlocal
set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "JAVA=java"
set "JSHELL=jshell"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if defined JAVA_HOME set "JSHELL=%JAVA_HOME%\bin\jshell"
set "OPTIONS=--add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --add-opens java.base/jdk.internal.misc=ALL-UNNAMED -XX:+UseParallelGC"
set "CLASSPATH=%ROOT%\lib\*"

set "VERSION="
set "MAJOR=0"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 goto nojava
for /f "tokens=2,3" %%u in ('call "%JAVA%" -version 2^>^&1') do if "%%u"=="version" set "VERSION=%%~v"
for /f "delims=.-+" %%v in ("%VERSION%") do set "MAJOR=%%v"
if %MAJOR% LSS 25 goto nojava

rem once for each build and version of Java: an archive of the classes of the usual commands, and the native libraries
set "START=%ROOT%\start-%VERSION%"
set "FASTER="
set "ID="
set "KNOWN="
set /p ID=<"%ROOT%\lib\id"
if exist "%START%\stamp" set /p KNOWN=<"%START%\stamp"
if "%KNOWN%"=="%ID%" goto prepared
if exist "%START%" rmdir /s /q "%START%"
mkdir "%START%" 2>nul
if not exist "%START%" goto prepared
echo synfire: preparing faster starts (once; this takes some seconds)>&2
"%JAVA%" %OPTIONS% "-XX:DumpLoadedClassList=%START%\classes" org.synfire.tools.Rehearsal "%START%\native" >nul 2>&1
if not errorlevel 1 "%JAVA%" %OPTIONS% -Xshare:dump "-XX:SharedClassListFile=%START%\classes" "-XX:SharedArchiveFile=%START%\classes.jsa" >nul 2>&1
>"%START%\stamp" echo %ID%
:prepared
if exist "%START%\classes.jsa" set FASTER="-XX:SharedArchiveFile=%START%\classes.jsa" -Xlog:cds=off,aot=off,class+path=off "-Donnxruntime.native.path=%START%\native"

if /i "%~2"=="--help" goto tool
if /i "%~2"=="-h" goto tool
if /i "%~1"=="java" goto java
if /i "%~1"=="shell" goto shell
if /i "%~1"=="bench" goto absent
if /i "%~1"=="train" goto absent
if /i "%~1"=="hessian" goto absent
:tool
"%JAVA%" %OPTIONS% %FASTER% %SYNFIRE_JAVA_OPTIONS% org.synfire.tools.Synfire %*
exit /b %ERRORLEVEL%

:java
for /f "tokens=1,*" %%a in ("%*") do set "REST=%%b"
"%JAVA%" %OPTIONS% %FASTER% %SYNFIRE_JAVA_OPTIONS% %REST%
exit /b %ERRORLEVEL%

:shell
set "REST="
for /f "tokens=1,*" %%a in ("%*") do set "REST=%%b"
"%JSHELL%" -R--add-modules=jdk.incubator.vector -R--enable-native-access=ALL-UNNAMED -R--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED -R-XX:+UseParallelGC --startup DEFAULT --startup "%ROOT%\lib\shell.jsh" %REST%
exit /b %ERRORLEVEL%

:absent
echo synfire: %~1 is not in the distribution: it needs a clone of the repository>&2
exit /b 1

:nojava
echo synfire: no JDK 25 or later found; install one (for example Temurin 25) or set JAVA_HOME to it>&2
exit /b 1
